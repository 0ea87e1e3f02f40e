CREATE TABLE "quota_buckets" (
	"platform" text NOT NULL,
	"name" text NOT NULL,
	"account" text NOT NULL,
	"unit" text NOT NULL,
	"allowance" bigint NOT NULL,
	"used" bigint NOT NULL,
	"used_by" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"resets_at" timestamp with time zone NOT NULL,
	"blocked_until" timestamp with time zone,
	CONSTRAINT "quota_buckets_platform_name_account_pk" PRIMARY KEY("platform","name","account")
);
