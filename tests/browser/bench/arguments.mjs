// How the measuring scripts are told what to do, and how they tell what they found: JSON both ways.

/** The one argument of a script. */
export const given = () => JSON.parse(process.argv[2] ?? "{}");

/** What the script found. */
export const tell = (found) => process.stdout.write(`${JSON.stringify(found)}\n`);
