"""A portal where job seekers tell their story before an interview, each in their own way."""
