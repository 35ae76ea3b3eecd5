// Runs the steps of a deployment, and records them as done. Skips steps that were done before.

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
      print("Stopped. This step was not run. Run task deploy again to continue with it.");
      return false;
    }
    const status = await deployment.run(step);
    if (status !== 0) {
      print(`${title} failed with status ${status}: the lines above say why.`);
      print("Fix the cause. Then run task deploy again: it continues with this step.");
      return false;
    }
    finished[step.name] = step.digest;
    await deployment.save();
  }
  return true;
}
