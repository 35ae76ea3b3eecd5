// Opens a URL with the program that environment variable BROWSER names, or with the system's default browser.

/** Commands that open a URL, by `Deno.build.os`. None is a shell: a shell would run commands inside the URL. */
const OPENERS: Record<string, readonly string[]> = {
  darwin: ["open"],
  windows: ["rundll32", "url.dll,FileProtocolHandler"],
};

/**
 * Starts the program and ignores failures. The caller also prints the URL, for machines without a browser.
 * @param url http or https
 * @param program command and optional arguments, separated by spaces; the URL becomes the last argument
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
    // The program does not exist. The user can open the URL that the caller printed.
  }
}
