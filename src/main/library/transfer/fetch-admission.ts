import { AppError } from '../../../shared/errors.ts'
import { beginsLikeJson } from '../../gateway/body-fields.ts'
import { refusalLimitBytes, throwRefusal, type BodyHead } from '../../gateway/body-head.ts'
import { fileKindOf, type FileFamily, type FileKind } from '../files/file-kind.ts'

/** Fewer bytes than this tell no kind apart. */
const leastBytes = 12

/** Decides by a body's first bytes whether it is kept at all. */
export interface Admission {
  /** For the sink: 0, or how many bytes it must see first; throws to refuse them. */
  readonly admit: (head: Buffer, whole: boolean) => number
  /** What it is; null before it was admitted. */
  readonly kind: () => FileKind | null
}

/**
 * Throws `gateway-refused` for the gateway's no under the label of a file, `file:empty`,
 * `file:truncated` where fewer bytes came than tell anything, and `file:not-a-video`.
 */
export function createAdmission(family: FileFamily, { length, contentType }: BodyHead): Admission {
  let kind: FileKind | null = null
  return {
    kind: () => kind,
    admit(head, whole) {
      if (!whole && beginsLikeJson(head) && head.length < refusalLimitBytes) {
        return refusalLimitBytes
      }
      if (beginsLikeJson(head)) throwRefusal(head, contentType)
      kind = fileKindOf(head, family)
      if (kind === null) throw notKept(head, { family, length, contentType })
      return 0
    }
  }
}

function notKept(
  head: Buffer,
  { family, length, contentType }: Pick<BodyHead, 'length' | 'contentType'> & { family: FileFamily }
): AppError {
  if (head.length === 0 && (length ?? 0) === 0) {
    return new AppError('file:empty', 'The body is empty')
  }
  if (head.length < leastBytes && head.length < (length ?? 0)) {
    return new AppError('file:truncated', `${head.length} of ${length ?? 0} bytes came`)
  }
  return new AppError(
    'file:not-a-video',
    `The body (${contentType}) does not begin like a ${family}`
  )
}
