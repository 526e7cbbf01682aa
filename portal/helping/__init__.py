"""Helping: a volunteer sits beside a person and never becomes them."""
