"""What every page shares: closed unless declared, in the person's language, saved before it says so."""
