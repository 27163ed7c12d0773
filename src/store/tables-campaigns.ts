import type { ColumnType } from 'kysely'
import type { Sealed } from '../privacy/seal.ts'
import type { Id, SealedBytes } from './columns.ts'

/** What campaigns keep; part of `Tables`. */
export type CampaignTables = {
  /** What staff say to many. `title` is theirs alone; `state`: domain/campaigns/states.ts. */
  campaigns: { id: Id; kind: string; title: string; owner: Id; state: string; day: string; demo: number }
  /** Each kept state of what is to be sent, as canonical JSON (domain/campaigns/sheet.ts): drafts, what was signed, corrections, results. Never changed. */
  campaign_sheets: { campaign: Id; number: number; purpose: string; body: string; staff: Id; at: number }
  /** Ed25519 over the sheet and the instant (privacy/approvals.ts). */
  campaign_approvals: { campaign: Id; sheet: number; signer: Id; at: number; signature: Uint8Array }
  /** Keys with which staff sign campaigns; `seal` binds the row under the server's secret, so that a write to the database makes none. */
  signers: {
    id: Id
    staff: Id
    public_key: Uint8Array
    /** The private key under the holder's passphrase. */
    wrapped: Uint8Array
    state: string
    since: string
    seal: SealedBytes
  }
  /** One sending of a sheet to an audience. `cursor`: the last person that became a line. `area`: chosen when a template was launched; `launch`: seals area and instant. */
  campaign_runs: {
    campaign: Id
    run: number
    sheet: number
    purpose: string
    state: string
    at: number
    area: string | null
    cursor: Uint8Array | null
    began: number | null
    ended: number | null
    launch: ColumnType<Uint8Array | null, Sealed | null | undefined, Sealed | null>
  }
  /** How many lines came to what, by language and channel. */
  campaign_counts: { campaign: Id; run: number; what: string; lang: string; channel: string; n: number }
  /** Where a message of a campaign lies on a phone, so that it can be corrected or recalled: address and message id, sealed; for two days. */
  campaign_refs: {
    campaign: Id
    id: Id
    run: number
    person: Id
    channel: string
    lang: string
    body: SealedBytes
    at: number
  }
  /**
   * Pictures, voices and documents that go out with campaigns; by SHA-256. `until`: made here from what is public (a QR code, a date for
   * the calendar), for everybody until that instant; null: from staff, for as long as a sheet names it.
   */
  media: { hash: Uint8Array; kind: string; mime: string; name: string; bytes: Uint8Array; until: number | null }
  /** The platform's id of an upload, for one account there: sealed, as base64url. */
  media_refs: { hash: Uint8Array; account: string; ref: string }
  /**
   * That somebody did something: `token` is `privacy.actor`, another one in every campaign. `body` (answer, area, language, when,
   * which words, the address if they want to be told) is sealed and padded: nothing beside it tells two people apart, but `state`, which
   * says who waits for a place.
   */
  campaign_actions: {
    campaign: Id
    token: Id
    act: string
    state: string
    body: SealedBytes
  }
  /** What was done how often: a list by area (`lang` `*`) and a list by language (`area` `*`). `area` '': none known. `answer` '': people. */
  campaign_tallies: { campaign: Id; act: string; answer: string; area: string; lang: string; n: number }
  /**
   * Words of people for a campaign, sealed like a report; `text`: what a moderator let pass for everybody, sealed so that nobody else can write it. Whose they are stands nowhere but
   * in the sealed body of that person's action.
   */
  campaign_words: {
    campaign: Id
    concern: Id
    act: string
    state: string
    text: string | null
  }
  /** Signatures on paper: a number, by whom it was counted and who saw it. */
  campaign_paper: {
    campaign: Id
    number: number
    day: string
    n: number
    area: string | null
    staff: Id
    witness: Id | null
  }
  campaign_handovers: { campaign: Id; number: number; day: string; to: string; n: number; staff: Id }
  /** In which hours (since 1970, with spaces between) somebody was sent a campaign, of the last week. */
  quotas: { person: Id; hours: string }
}
