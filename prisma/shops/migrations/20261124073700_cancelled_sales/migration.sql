-- CreateIndex
CREATE INDEX "ledger_entries_order_id_idx" ON "ledger_entries"("order_id");

-- What Prisma cannot say.
ALTER TABLE ledger_entries
    DROP CONSTRAINT ledger_entries_sign_check,
    ADD CONSTRAINT ledger_entries_sign_check CHECK (
        (kind = 'SALE' AND refund_id = '' AND gross_minor >= 0 AND commission_minor >= 0)
        OR (kind = 'REFUND' AND refund_id <> '' AND gross_minor <= 0 AND commission_minor <= 0)
        OR (kind = 'CANCELLATION' AND refund_id = '' AND gross_minor <= 0 AND commission_minor <= 0)
    );
