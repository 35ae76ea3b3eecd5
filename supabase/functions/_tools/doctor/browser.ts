// Opens a page in the user's browser: with the program in variable BROWSER, else the system's default.

/** Programs that open a URL, by operating system. None is a shell, because a URL could contain shell commands. */
const OPENERS: Record<string, readonly string[]> = {
  darwin: ["open"],
  windows: ["rundll32", "url.dll,FileProtocolHandler"],
};

/**
 * Tries to open the page. The caller prints the address too, in case there is no browser.
 * @param url http or https
 * @param program command and optional arguments; the address is appended
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
    // The program does not exist; the user opens the printed address.
  }
}
