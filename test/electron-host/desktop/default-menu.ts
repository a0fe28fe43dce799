type Item = Electron.MenuItemConstructorOptions

const item = (label: string, role: NonNullable<Item['role']>): Item => ({ label, role })
const separator: Item = { type: 'separator' }

/** The application menu that Electron shows on Windows and Linux where an app has set none. */
export const defaultMenu: Item[] = [
  { label: 'File', submenu: [item('Quit', 'quit')] },
  {
    label: 'Edit',
    submenu: [
      item('Undo', 'undo'),
      item('Redo', 'redo'),
      separator,
      item('Cut', 'cut'),
      item('Copy', 'copy'),
      item('Paste', 'paste'),
      item('Delete', 'delete'),
      separator,
      item('Select All', 'selectAll')
    ]
  },
  {
    label: 'View',
    submenu: [
      item('Reload', 'reload'),
      item('Force Reload', 'forceReload'),
      item('Toggle Developer Tools', 'toggleDevTools'),
      separator,
      item('Actual Size', 'resetZoom'),
      item('Zoom In', 'zoomIn'),
      item('Zoom Out', 'zoomOut'),
      separator,
      item('Toggle Full Screen', 'togglefullscreen')
    ]
  },
  {
    label: 'Window',
    submenu: [item('Minimize', 'minimize'), item('Zoom', 'zoom'), item('Close', 'close')]
  },
  // Its pages about Electron are left out: nothing could follow them here.
  { label: 'Help', submenu: [] }
]
