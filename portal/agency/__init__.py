"""The agency: its screens, its helpers, and what somebody said is not right there."""
