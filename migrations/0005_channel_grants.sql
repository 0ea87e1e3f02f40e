CREATE TABLE "channel_grants" (
	"channel_id" bigint PRIMARY KEY NOT NULL,
	"scoped_id" text NOT NULL,
	"token" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"refresh_due_at" timestamp with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"granted_by" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "used_grant_states" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "channel_grants" ADD CONSTRAINT "channel_grants_channel_id_creator_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."creator_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_grants" ADD CONSTRAINT "channel_grants_granted_by_users_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_grants_scoped_idx" ON "channel_grants" USING btree ("scoped_id");--> statement-breakpoint
CREATE INDEX "channel_grants_refresh_idx" ON "channel_grants" USING btree ("refresh_due_at");--> statement-breakpoint
CREATE INDEX "channel_grants_granted_by_idx" ON "channel_grants" USING btree ("granted_by");