"""What a person and their counsellor plan, agree, ask and answer. Leans on answers and below."""
