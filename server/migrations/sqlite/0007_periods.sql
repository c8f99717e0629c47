-- From when and until when a sentence holds; nothing is always.
alter table consents add column from_at bigint;
alter table consents add column until_at bigint;
-- Up to when the periods of a binder's sentences have been taken note of: a generation has begun since.
alter table binders add column turned_at bigint not null default 0;
