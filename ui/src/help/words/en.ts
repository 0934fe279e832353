export const en = {
  shortcuts: {
    title: 'Keys',
    open: 'Keys',
    unset: 'not set',
    groups: {
      window: 'Everywhere',
      list: 'In the list',
      pad: 'On the PIN pad',
      strip: 'In the strip',
      system: 'From every program',
    },
    rows: {
      lock: 'Lock the vault',
      settings: 'Settings',
      help: 'Help',
      keys: 'These keys',
      message: 'To the newest message',
      leave: 'Back or close',
      search: 'Search: just type',
      field: 'To the search field',
      move: 'Up and down',
      ends: 'First and last account',
      enter: 'Generate or copy',
      menu: 'Menu of the account',
      favour: 'Mark as a favourite',
      shift: 'Move the account in the list',
      add: 'Add an account',
      paste: 'Read a QR code from the clipboard',
      clear: 'Clear the search',
      digits: 'Type the PIN, wherever the focus is',
      erase: 'Delete the last digit',
      submit: 'Confirm',
      cancel: 'Cancel',
      switch: 'Another account',
      place: 'Move the strip',
    },
    space: 'Space',
    anyKey: 'A…Z',
  },

  help: {
    loading: 'Opening the help…',
    failed: 'The help could not be opened.',
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
