DROP TABLE "outbox_events";
--> statement-breakpoint
DROP TABLE "notifications";
--> statement-breakpoint
DROP TABLE "channel_schedules";
--> statement-breakpoint
DROP TABLE "contents";
--> statement-breakpoint
DROP TABLE "subscriptions";
--> statement-breakpoint
DROP TABLE "creator_channels";
--> statement-breakpoint
DROP TABLE "creators";
--> statement-breakpoint
DROP TABLE "refresh_tokens";
--> statement-breakpoint
DROP TABLE "sessions";
--> statement-breakpoint
DROP TABLE "passwords";
--> statement-breakpoint
DROP TABLE "users";
