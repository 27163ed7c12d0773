import type { CampaignRooms } from '../index.ts'

export type ApprovalRooms = Pick<
  CampaignRooms,
  'store' | 'privacy' | 'world' | 'demo' | 'words' | 'nudge' | 'directory'
>
