-- A phone that wants to be reminded, and of what. Where its browser takes messages is encrypted with the binder's own key.
create table reminder_subscriptions (
    device_id text primary key not null,
    binder_id text not null,
    sealed blob not null,
    locale text not null,
    day_before bigint not null,
    hour_before bigint not null,
    rating bigint not null,
    -- The place of the log up to which its reminders are planned; -1: not at all.
    planned_head bigint not null
);
create index reminder_subscriptions_binder_index on reminder_subscriptions (binder_id);

-- What is to be said on one phone, and when. Whoever sets `claimed_at` first says it, and nobody says it again.
create table reminders (
    device_id text not null,
    binder_id text not null,
    kind text not null,
    -- The meeting's entry; empty for the rating at the start.
    entry_id text not null,
    starts_at bigint not null,
    due_at bigint not null,
    until_at bigint not null,
    claimed_at bigint,
    constraint reminders_key primary key (device_id, kind, entry_id, starts_at)
);
create index reminders_due_index on reminders (due_at);
create index reminders_binder_index on reminders (binder_id);
