/**
 * kit: the words that all rooms speak. Pure: no I/O, no clock, no dice, no imports from other rooms.
 *
 * Ids are not strings: each has a type of its own, so that a receipt can never be passed where a capability is meant.
 */
declare const brand: unique symbol
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** Where a channel delivers: a Telegram chat id, a web session's token. Secret: lives in memory and sealed bytes only. */
export type Address = Brand<string, 'Address'>
/** HMAC-SHA-256 of channel and address, first 16 bytes, as base64url (22 characters). What the database knows a person by. */
export type PersonKey = Brand<string, 'PersonKey'>
/** What makes an update of one channel unique, as the channel says it (`update_id`, form nonce). Stored only as a keyed hash. */
export type UpdateKey = Brand<string, 'UpdateKey'>
/** A filed concern, 16 random bytes as base64url. */
export type ConcernId = Brand<string, 'ConcernId'>
/** One of the staff, 16 random bytes as base64url. */
export type StaffId = Brand<string, 'StaffId'>
/** A campaign, 16 random bytes as base64url. */
export type CampaignId = Brand<string, 'CampaignId'>
/** Who takes part in one campaign: another one in every campaign, for the same person (`privacy.actor`). */
export type ActorKey = Brand<string, 'ActorKey'>
/** A line of the outbox, 16 random bytes as base64url. */
export type LineId = Brand<string, 'LineId'>
/** A kept part (photo, voice, long text) of a conversation in progress, 16 random bytes as base64url. */
export type DraftId = Brand<string, 'DraftId'>
/** 16 digits (15 random, 1 check digit), no spaces. The person's way back on paper; stored only as Argon2id. */
export type Receipt = Brand<string, 'Receipt'>
/** 128 random bits as base64url (22 characters), in the person's own "Any news?" button. Stored only as SHA-256. */
export type Capability = Brand<string, 'Capability'>
/** BCP-47 tag of a folder in `locales/`, such as `en`, `fil`, `ja`. */
export type Lang = string
/** The room under `channels/` that carried something: `telegram`, `web`, `terminal` … */
export type ChannelName = string
/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number
