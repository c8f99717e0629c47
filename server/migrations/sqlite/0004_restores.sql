-- When the store was put back from an older copy. The latest is told with every answer, so that devices
-- that hold more than the copy offer it again.
create table restores (
    at bigint primary key not null
);
