import { readFileSync } from 'node:fs'
import { offeredStatics, type Offered, type OfferedStatics } from '../offered.ts'
import { describeKey } from '../recorder.ts'
import { offerClass } from '../typing/offer.ts'
import { official } from '../typing/official.ts'

/** `nativeImage`: bytes and their size. Nothing is decoded, so `resize` changes the stated size only. */
class HostNativeImage implements Offered<'NativeImage'> {
  readonly official = official('NativeImage', this, 'nativeImage')
  #bytes: Buffer
  #size: Electron.Size

  constructor(bytes: Buffer, size = readPngSize(bytes)) {
    this.#bytes = bytes
    this.#size = size
  }

  get [describeKey](): string {
    return this.isEmpty() ? '[empty image]' : `[image ${this.#size.width}x${this.#size.height}]`
  }
  isEmpty(): boolean {
    return this.#size.width === 0
  }
  toPNG(): Buffer {
    return Buffer.from(this.#bytes)
  }
  toDataURL(): string {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`
  }
  getSize(): Electron.Size {
    return { ...this.#size }
  }
  resize({ width, height }: Electron.ResizeOptions): Electron.NativeImage {
    const ratio = this.#size.height / (this.#size.width || 1)
    const to = {
      width: width ?? Math.round((height ?? this.#size.height) / (ratio || 1)),
      height: height ?? Math.round((width ?? this.#size.width) * ratio)
    }
    return new HostNativeImage(this.#bytes, this.isEmpty() ? this.#size : to).official
  }
  /** The first picture stands for all: which is drawn is for a desktop to choose. */
  addRepresentation({ buffer }: Electron.AddRepresentationOptions): void {
    if (buffer === undefined || !this.isEmpty()) return
    this.#bytes = buffer
    this.#size = readPngSize(buffer)
  }
  setTemplateImage(): void {
    // A macOS notion.
  }
}

/** Width and height of a PNG; anything else is an empty image, as an unreadable file is in Electron. */
function readPngSize(bytes: Buffer): Electron.Size {
  const isPng = bytes.length >= 24 && bytes.readUInt32BE(0) === 0x89504e47
  if (!isPng) return { width: 0, height: 0 }
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** What `import { nativeImage } from 'electron'` gives. */
export function createNativeImageModule(): object {
  const make = (bytes: Buffer): Electron.NativeImage => new HostNativeImage(bytes).official
  const statics: OfferedStatics<'NativeImage'> = {
    createEmpty: () => make(Buffer.alloc(0)),
    createFromPath: (path) => make(readOrEmpty(path)),
    createFromBuffer: (buffer) => make(buffer),
    createFromDataURL: (url) => make(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))
  }
  return offerClass(HostNativeImage, statics, {
    label: 'nativeImage',
    statics: offeredStatics.NativeImage
  })
}

function readOrEmpty(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}
