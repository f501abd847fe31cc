-- The log, and who reads it up to where. Applied at every prepare: each statement may be repeated.
create schema if not exists broker;

-- The next free offset of each partition. Append locks this row until it commits, so offsets become visible in order
-- and without gaps; a sequence hands out numbers that commit in another order, and readers would skip some.
create table if not exists broker.heads (
  topic       text     not null,
  partition   smallint not null,
  next_offset bigint   not null default 0,
  primary key (topic, partition)
) with (fillfactor = 50);

create table if not exists broker.log (
  topic       text        not null,
  partition   smallint    not null,
  "offset"    bigint      not null,
  key         text        not null,
  value       text        not null,
  appended_at timestamptz not null default now(),
  primary key (topic, partition, "offset")
);

-- Where a group goes on reading. Only the holder of the current epoch may move it; every change of owner raises the epoch.
create table if not exists broker.positions (
  group_name  text     not null,
  topic       text     not null,
  partition   smallint not null,
  next_offset bigint   not null default 0,
  owner       uuid,
  epoch       bigint   not null default 0,
  primary key (group_name, topic, partition)
) with (fillfactor = 50);

-- Owning is a lease: an owner without a living row here owns nothing.
create table if not exists broker.members (
  member_id  uuid        primary key,
  group_name text        not null,
  topics     text[]      not null,
  expires_at timestamptz not null
);
