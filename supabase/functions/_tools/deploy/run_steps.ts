// Runs the steps of a deployment, skips those that are done, and keeps account of them.

import { commandOf, type Step } from "./steps.ts";

/** Digests of the steps that were done, by project and step. */
export type Done = Record<string, Record<string, string>>;

export interface Deployment {
  ref: string;
  steps: readonly Step[];
  done: Done;
  /** Also repeat steps that are done. */
  again: boolean;
  /** Print the steps only. */
  dryRun: boolean;
  print(line: string): void;
  confirm(question: string): boolean;
  /** Runs the command line tool. @returns its exit status */
  run(step: Step): Promise<number>;
  /** Called after each step, with `done` changed. */
  save(): Promise<void>;
}

/** @returns whether all steps are done */
export async function runSteps(deployment: Deployment): Promise<boolean> {
  const { ref, steps, done, again, dryRun, print } = deployment;
  const finished = done[ref] ??= {};
  for (const [index, step] of steps.entries()) {
    const title = `${index + 1}/${steps.length} ${step.name}`;
    if (!again && finished[step.name] === step.digest) {
      print(`${title}: done before, nothing changed since. --again repeats it.`);
      continue;
    }
    print(`${title}: ${step.changes}`);
    print(`  ${commandOf(step)}`);
    if (dryRun) continue;
    if (!deployment.confirm(`Run it on project ${ref}?`)) {
      print("Stopped. Nothing of this step was changed. Run task deploy again to go on here.");
      return false;
    }
    const status = await deployment.run(step);
    if (status !== 0) {
      print(`${title} failed with status ${status}: the lines above say why.`);
      print("Then run task deploy again: it goes on with this step.");
      return false;
    }
    finished[step.name] = step.digest;
    await deployment.save();
  }
  return true;
}
