DROP TABLE "used_grant_states";
--> statement-breakpoint
DROP TABLE "channel_grants";
