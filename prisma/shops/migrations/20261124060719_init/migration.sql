-- CreateTable
CREATE TABLE "outbox" (
    "seq" BIGSERIAL NOT NULL,
    "event_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "aggregate_id" TEXT NOT NULL,
    "aggregate_seq" INTEGER NOT NULL,
    "shard" SMALLINT NOT NULL,
    "envelope" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "event_sequences" (
    "aggregate_id" TEXT NOT NULL,
    "last_seq" INTEGER NOT NULL,

    CONSTRAINT "event_sequences_pkey" PRIMARY KEY ("aggregate_id")
);

-- CreateTable
CREATE TABLE "receipts" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT,
    "outcome" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receipts_pkey" PRIMARY KEY ("scope","key")
);

-- CreateTable
CREATE TABLE "inbox_sequences" (
    "aggregate_id" TEXT NOT NULL,
    "last_seq" INTEGER NOT NULL,

    CONSTRAINT "inbox_sequences_pkey" PRIMARY KEY ("aggregate_id")
);

-- CreateTable
CREATE TABLE "parked_events" (
    "aggregate_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "envelope" JSONB NOT NULL,
    "parked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "parked_events_pkey" PRIMARY KEY ("aggregate_id","seq")
);

-- CreateTable
CREATE TABLE "dead_letters" (
    "event_id" UUID NOT NULL,
    "aggregate_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "envelope" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolution" TEXT,

    CONSTRAINT "dead_letters_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "inbox_attempts" (
    "event_id" UUID NOT NULL,
    "started" INTEGER NOT NULL,

    CONSTRAINT "inbox_attempts_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "leases" (
    "name" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "shops" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "currency_code" TEXT NOT NULL,
    "commission_basis_points" INTEGER NOT NULL,
    "delivery_rates" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop_members" (
    "shop_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shop_members_pkey" PRIMARY KEY ("shop_id","user_id")
);

-- CreateTable
CREATE TABLE "shop_accounts" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "currency_code" TEXT NOT NULL,
    "balance_minor" BIGINT NOT NULL,

    CONSTRAINT "shop_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "seller_order_id" TEXT NOT NULL,
    "refund_id" TEXT NOT NULL,
    "gross_minor" BIGINT NOT NULL,
    "commission_minor" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "outbox_event_id_key" ON "outbox"("event_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_aggregate_id_aggregate_seq_key" ON "outbox"("aggregate_id", "aggregate_seq");

-- CreateIndex
CREATE INDEX "receipts_created_at_idx" ON "receipts"("created_at");

-- CreateIndex
CREATE INDEX "dead_letters_resolved_at_failed_at_idx" ON "dead_letters"("resolved_at", "failed_at");

-- CreateIndex
CREATE UNIQUE INDEX "shops_slug_key" ON "shops"("slug");

-- CreateIndex
CREATE INDEX "shops_status_id_idx" ON "shops"("status", "id" DESC);

-- CreateIndex
CREATE INDEX "shop_members_user_id_idx" ON "shop_members"("user_id");

-- CreateIndex
CREATE INDEX "ledger_entries_shop_id_id_idx" ON "ledger_entries"("shop_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_seller_order_id_kind_refund_id_key" ON "ledger_entries"("seller_order_id", "kind", "refund_id");

-- AddForeignKey
ALTER TABLE "shop_members" ADD CONSTRAINT "shop_members_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shop_accounts" ADD CONSTRAINT "shop_accounts_id_fkey" FOREIGN KEY ("id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.
CREATE INDEX outbox_unpublished_idx ON outbox (shard, seq) WHERE published_at IS NULL;

ALTER TABLE shops
    ADD CONSTRAINT shops_status_check CHECK (status IN ('PENDING', 'APPROVED', 'SUSPENDED', 'CLOSED')),
    ADD CONSTRAINT shops_commission_check CHECK (commission_basis_points BETWEEN 0 AND 10000);
ALTER TABLE shop_members ADD CONSTRAINT shop_members_role_check CHECK (role IN ('OWNER', 'STAFF'));
ALTER TABLE ledger_entries
    ADD CONSTRAINT ledger_entries_sign_check CHECK (
        (kind = 'SALE' AND refund_id = '' AND gross_minor >= 0 AND commission_minor >= 0)
        OR (kind = 'REFUND' AND refund_id <> '' AND gross_minor <= 0 AND commission_minor <= 0)
    );

-- A ledger is added to, never changed.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
