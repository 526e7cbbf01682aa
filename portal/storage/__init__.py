"""Where things are kept: sealed, promised, journalled.

Each room leans only on those before it: tables, engine, trace, people, answers, dialogue, caseload or helping, rights.
"""
