/** About this computer, the consoles and the contract. */
export const generalErrors = {
  // the host
  ROOT_REFUSED: {
    message: 'Guesthouse does not run machines as root.',
    next: 'A machine that breaks out would own the computer. Start Guesthouse as an ordinary user.',
  },
  RUNTIME_DIR_UNSAFE: {
    message: 'The folder {{path}} cannot be trusted with the sockets of your machines.',
    next: 'It must belong to you and be closed to others. Remove it and start again.',
  },
  SOCKET_PATH_TOO_LONG: {
    message: 'The path {{path}} is too long for a socket.',
    next: 'Set XDG_RUNTIME_DIR to a shorter path.',
  },
  STORE_OWNED: {
    message: 'Your machines are in use by another Guesthouse (process {{pid}}).',
    next: 'Use that one, or end it and start again.',
  },
  // consoles
  CONSOLE_UNAVAILABLE: {
    message: 'This machine has no such console now.',
    next: 'Start the machine, then open it again.',
  },
  CONSOLE_FAILED: {
    message: 'The connection to the console was lost.',
    next: 'Open it again.',
  },
  // the contract
  NOT_ALLOWED: {
    message: 'This request is not allowed.',
    next: 'Please report it with the log.',
  },
  INTERNAL: {
    message: 'Something went wrong inside Guesthouse.',
    next: 'Try again. If it happens again, please report it with the log.',
  },
} as const
