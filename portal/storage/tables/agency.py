"""The tables of an agency: who works there, its screens, what is not right there, what was checked. Of no person."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from portal.storage.tables.columns import Moment, promised, technical
from portal.storage.tables.promises import SIGNING_IN

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

agencies = Table(
    "agencies",
    metadata,
    technical("id", Uuid(), primary_key=True, why="names an agency"),
    technical("name", String(120), why="about an agency"),
    technical("address", String(300), why="about an agency"),
    technical("phone", String(30), why="about an agency"),
    technical("hours", String(120), why="about an agency"),
)

keys = Table(
    "keys",
    metadata,
    technical("owner_id", Uuid(), primary_key=True, why="names whose key it is; without the key the rest is noise"),
    technical("ring_key", String(20), why="which key of the ring sealed it"),
    technical("wrapped", LargeBinary, why="the owner's key, sealed: deleting it forgets the owner"),
    technical("waits", Integer, nullable=True, why="1 while something was not shown to the owner yet"),
)

staff = Table(
    "staff",
    metadata,
    technical("id", Uuid(), primary_key=True, why="stands for a member of staff without naming them"),
    technical("agency_id", Uuid(), ForeignKey("agencies.id"), why="where they work"),
    technical("role", String(20), why="what they may do"),
    technical("login", LargeBinary, unique=True, why="keyed digest of the name they sign in with"),
    promised("known", LargeBinary(), SIGNING_IN),
    promised("second_factor", LargeBinary(), SIGNING_IN),
    technical("password", String(200), why="argon2id digest"),
    technical("last_code", BigInteger, why="the newest code used: each works once"),
    technical("failures", Integer, why="wrong passwords in a row, against guessing"),
    technical("locked_until", Moment(), nullable=True, why="against guessing"),
    technical("ended_at", Moment(), nullable=True, why="an ended account is dead at once"),
)

kiosks = Table(
    "kiosks",
    metadata,
    technical("id", Uuid(), primary_key=True, why="names a screen of an agency"),
    technical("agency_id", Uuid(), ForeignKey("agencies.id"), why="whose screen it is"),
    technical("name", String(60), why="where in the agency it stands"),
    technical("digest", LargeBinary, nullable=True, unique=True, why="keyed digest of its cookie: that is not kept"),
    technical("enrol", LargeBinary, nullable=True, unique=True, why="keyed digest of the address that enrols it, once"),
    technical("enrol_until", Moment(), nullable=True, why="that address does not wait for long"),
    technical("made_at", Moment(), why="when the agency named it"),
    technical("seen_at", Moment(), nullable=True, why="a cookie that was copied shows by when it is used"),
    technical("ended_at", Moment(), nullable=True, why="an ended kiosk is an ordinary browser at once"),
)

attempts = Table(
    "attempts",
    metadata,
    technical("network", LargeBinary, primary_key=True, why="keyed digest of a network, against guessing"),
    technical("since", Moment(), why="when the counting began"),
    technical("failures", Integer, why="wrong tries since then"),
)

concerns = Table(
    "concerns",
    metadata,
    technical("agency_id", Uuid(), ForeignKey("agencies.id"), why="where something is not right"),
    technical("id", Uuid(), why="names a concern by chance alone: the moment cannot be read from it"),
    technical("kiosk_id", Uuid(), ForeignKey("kiosks.id"), nullable=True, why="beside which screen, if it was at one"),
    technical("at", Moment(), why="the hour, no more: who was there when is not kept with it"),
    technical("looked_at", Moment(), nullable=True, why="when the manager had seen to it"),
    PrimaryKeyConstraint("agency_id", "id"),
)
"""Somebody is being pushed. Nothing says who said it, about whom, or what was said."""

added_helpers = Table(
    "added_helpers",
    metadata,
    technical("staff_id", Uuid(), ForeignKey("staff.id"), primary_key=True, why="whose account two people made"),
    technical("added_by", Uuid(), ForeignKey("staff.id"), why="who asked for the account"),
    technical("added_at", Moment(), why="when it was asked for"),
    technical("confirmed_by", Uuid(), ForeignKey("staff.id"), nullable=True, why="the second person, never the first"),
    technical("confirmed_at", Moment(), nullable=True, why="an account that waits opens nothing"),
    technical("chosen_at", Moment(), nullable=True, why="until its helper chose their own password it opens nothing"),
)

checks = Table(
    "checks",
    metadata,
    technical("name", String(40), why="which check of the portal itself"),
    technical("at", Moment(), why="when it was run"),
    technical("holds", Boolean(), why="whether the portal did what it says of itself"),
    technical("found", String(500), why="what it found otherwise: names of code, nothing of anybody"),
    PrimaryKeyConstraint("name", "at"),
)
"""What the portal commits itself to, checked again and again: each result stays for a year."""

sound_reports = Table(
    "sound_reports",
    metadata,
    technical("language", String(10), why="in which language something is said"),
    technical("name", String(16), why="which text of ours is said, as a digest"),
    technical("day", Date(), why="on which day it was not understood: no hour, for that could tell of whom"),
    technical("times", Integer(), why="how often, by whoever it was"),
    PrimaryKeyConstraint("language", "name", "day"),
)
"""How often a sound of ours was not understood. Kept for a year; of no person, no agency, no screen."""
