// Opens a page in the person's browser: by the program in variable BROWSER, else by the system's own.

/** None of them is a shell, for which an address could hold commands. */
const OPENERS: Record<string, readonly string[]> = {
  darwin: ["open"],
  windows: ["rundll32", "url.dll,FileProtocolHandler"],
};

/**
 * Tries to; without a browser the person opens the address, which is printed in any case.
 * @param url http or https
 * @param program the program to start with the address, and perhaps arguments before it
 */
export function openBrowser(url: string, program = Deno.env.get("BROWSER")): void {
  const [command = "", ...args] = program?.split(" ") ?? OPENERS[Deno.build.os] ?? ["xdg-open"];
  try {
    new Deno.Command(command, {
      args: [...args, url],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn().unref();
  } catch {
    // No such program.
  }
}
