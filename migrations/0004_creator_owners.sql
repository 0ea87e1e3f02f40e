ALTER TABLE "creators" ADD COLUMN "owner_id" bigint;--> statement-breakpoint
ALTER TABLE "creators" ADD CONSTRAINT "creators_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "creators_owner_idx" ON "creators" USING btree ("owner_id");