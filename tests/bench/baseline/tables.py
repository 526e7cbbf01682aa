"""The two tables of the baseline application: answers, and who wrote them."""

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, MetaData, String, Table

metadata = MetaData()
answer = Table(
    "answer",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question", String(40), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("author", String(20), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)
trace = Table(
    "trace",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("person_id", BigInteger, nullable=False),
    Column("actor", String(20), nullable=False),
    Column("action", String(20), nullable=False),
    Column("field", String(40), nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)
