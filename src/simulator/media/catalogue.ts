import { join } from 'node:path'
import type { MediaFile, PracticeMedia } from '../options.ts'

/** Names of the media beside this file: drawn scenes, no real person. */
const videos = ['customer-router.mp4', 'customer-parcel.mp4']
const pictures = ['picture-1.jpg', 'picture-2.jpg', 'picture-3.jpg']

/** The media of the practice gateway, wherever their folder was put. */
export function practiceMedia(folder: string): PracticeMedia {
  const inFolder = (name: string): MediaFile => ({ name, path: join(folder, name) })
  return { videos: videos.map(inFolder), pictures: pictures.map(inFolder) }
}
