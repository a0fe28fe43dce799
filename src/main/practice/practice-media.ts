import parcel from '../../simulator/media/customer-parcel.mp4?asset'
import router from '../../simulator/media/customer-router.mp4?asset'
import first from '../../simulator/media/picture-1.jpg?asset'
import second from '../../simulator/media/picture-2.jpg?asset'
import third from '../../simulator/media/picture-3.jpg?asset'
import type { PracticeMedia } from '../../simulator/index.ts'

/** The films and pictures of practice mode, where the build has put them. */
export const practiceMedia: PracticeMedia = {
  videos: [
    { name: 'customer-router.mp4', path: router },
    { name: 'customer-parcel.mp4', path: parcel }
  ],
  pictures: [
    { name: 'picture-1.jpg', path: first },
    { name: 'picture-2.jpg', path: second },
    { name: 'picture-3.jpg', path: third }
  ]
}
