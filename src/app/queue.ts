/** The queue as the console knows it: look through it, work on it, find a case by its receipt. */
import type { Directory } from './directory.ts'
import { type CaseFinder, createCaseFinder } from './find-case.ts'
import { createQueueReader, type QueueReader, type QueueRooms } from './read-queue.ts'
import { createQueueWorker, type QueueWorker } from './work-queue.ts'

export { mondayOf } from '../domain/deadlines.ts'
export { URGENCIES } from '../store/concerns.ts'
export { DUES } from '../store/queue.ts'
export type { Found } from './find-case.ts'
export { type QueueAsk, type QueueSheet, WAITING } from './read-queue.ts'
export { type Chosen, type DeedReport, MOST_AT_ONCE, type QueueDeed } from './work-queue.ts'

export type Queue = QueueReader & QueueWorker & CaseFinder

export const createQueue = (rooms: QueueRooms, directory: Pick<Directory, 'look'>): Queue => ({
  ...createQueueReader(rooms, directory),
  ...createQueueWorker(rooms),
  ...createCaseFinder(rooms),
})
