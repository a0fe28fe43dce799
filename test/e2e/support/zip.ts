import yauzl from 'yauzl'

/** The names of an archive's entries, as another program reads them. */
export function zipEntries(path: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: false }, (error, zip) => {
      if (error !== null) {
        reject(error)
        return
      }
      const names: string[] = []
      zip.on('entry', ({ fileName }: { fileName: string }) => names.push(fileName))
      zip.on('end', () => {
        resolve(names)
      })
      zip.on('error', reject)
    })
  })
}
