"""Shows a question with the answer kept, keeps another one with a trace of who did it. Nothing else."""

import os
import secrets
from datetime import UTC, datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import create_engine, insert, select
from sqlalchemy.dialects import postgresql

from tests.bench.baseline.content import LANGUAGES, PLACES, QUESTION
from tests.bench.baseline.tables import answer, trace

_ADD = postgresql.insert(answer)
_KEEP = _ADD.on_conflict_do_update(
    index_elements=["person_id", "question"],
    set_={name: _ADD.excluded[name] for name in ("sealed", "author", "at")},
)
_TRACE = insert(trace)

engine = create_engine(os.environ["BASELINE_DATABASE_URL"], pool_size=8, max_overflow=0)
cipher = AESGCM(bytes(32))
app = Flask(__name__)
app.secret_key = "k" * 32
app.config.update(SESSION_COOKIE_SAMESITE="Lax", WTF_CSRF_SSL_STRICT=False)
app.jinja_env.globals["_"] = lambda words: words
CSRFProtect(app)


@app.get("/enter/<int:person_id>")
def enter(person_id: int) -> ResponseReturnValue:
    """Begin a session, and show the first form so that it has its token."""
    session["person_id"], session["role"] = person_id, "person"
    return _page(1, None)


@app.get("/q/<int:number>")
def ask(number: int) -> ResponseReturnValue:
    """Ask a question, with the answer that is kept."""
    person_id, question = session["person_id"], f"q{number}"
    kept = select(answer.c.sealed).where(answer.c.person_id == person_id, answer.c.question == question)
    with engine.connect() as connection:
        sealed = connection.execute(kept).scalar()
    return _page(number, _open(person_id, question, sealed) if sealed else None)


@app.post("/q/<int:number>")
def keep(number: int) -> ResponseReturnValue:
    """Keep an answer and its trace in one transaction."""
    person_id, question, now = session["person_id"], f"q{number}", datetime.now(UTC)
    sealed = _seal(person_id, question, request.form["answer"])
    who = {"person_id": person_id, "at": now}
    with engine.begin() as connection:
        connection.execute(_KEEP, {**who, "question": question, "sealed": sealed, "author": "self"})
        done = {"actor": "self", "action": "write", "field": question, "purpose": "interview"}
        connection.execute(_TRACE, {**who, **done})
    return redirect(f"/q/{number + 1}", 303)


def _page(number: int, value: str | None) -> str:
    return render_template(
        "question.html",
        language="fr",
        direction="ltr",
        places=PLACES,
        languages=LANGUAGES,
        question=QUESTION,
        number=number,
        value=value,
    )


def _seal(person_id: int, question: str, value: str) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + cipher.encrypt(nonce, value.encode(), f"{person_id}|{question}".encode())


def _open(person_id: int, question: str, sealed: bytes) -> str:
    return cipher.decrypt(sealed[:12], sealed[12:], f"{person_id}|{question}".encode()).decode()
