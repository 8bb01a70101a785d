import pc from 'picocolors';

type Colours = ReturnType<typeof pc.createColors>;

const { NO_COLOR, FORCE_COLOR } = process.env;

/** Colours for a terminal and nothing else: by itself, picocolors also writes them into the logs and files of a build machine. */
export const colours: Colours = pc.createColors(!NO_COLOR && (Boolean(FORCE_COLOR) || process.stdout.isTTY === true));
