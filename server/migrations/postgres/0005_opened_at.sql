-- When a meeting was opened, by the clock of the device that opened it: one that nobody closes lapses.
-- Those that are open already have lapsed, and are opened again with one tap.
alter table open_meetings add column opened_at bigint not null default 0;
