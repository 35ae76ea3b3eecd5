// Opens a page in the person's browser: by the program in variable BROWSER, else by the system's own.

const OPENERS: Record<string, readonly string[]> = {
  darwin: ["open"],
  windows: ["cmd", "/c", "start", ""],
};

/**
 * Tries to; without a browser the person opens the address, which is printed in any case.
 * @param program the program to start with the address, and perhaps arguments before it
 */
export function openBrowser(url: string, program = Deno.env.get("BROWSER")): void {
  const [command = "", ...args] = program?.split(" ") ?? OPENERS[Deno.build.os] ?? ["xdg-open"];
  // `start` takes & for the end of a command.
  const address = Deno.build.os === "windows" ? url.replaceAll("&", "^&") : url;
  try {
    new Deno.Command(command, {
      args: [...args, address],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn().unref();
  } catch {
    // No such program.
  }
}
