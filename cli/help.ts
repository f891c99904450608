const kindNames = `dashboard, analysis, data-set, data-source, folder, theme, template, topic,
                    agent, space, knowledge-base, flow, action-connector, app`;

const tenantOptions = `  --tenant FILE      the tenant's settings: YAML of the value that stands under
                     quicksight-governance:tenant in a stack's file
  --stack NAME       in place of --tenant: reads Pulumi.NAME.yaml of this folder, its Region and
                     profile, and the account stack's file beside it
  --only PART        people or access alone; both when absent, people first. With access no
                     membership file is read
  --membership FILE  the membership file; the settings name it when absent
  --account ID       the AWS account; STS is asked when absent. With it nobody knows who runs
                     this, so the guard cannot see to it that they lose nothing themselves
  --approve HASH     approves the plan with this hash although the guard refuses it, once, within a
                     day; may be repeated, and takes several with commas between, as a plan of
                     people and access names two. QUICKSIGHT_GOVERNANCE_APPROVE=HASH,HASH does the same
  --expect HASH      refuses any plan that does something and has another hash; takes several, too
  --json             one JSON document on stdout, for machines, also of an error:
                     { command, error, problems: [{ where, message }] }`;

const whatOfAccess = `Access is what tenant.access declares; settings without it govern none. On dashboards, groups lose what is
not declared. There is no state here: what a dropped \`all\` gave on data and analyses, pulumi up takes.`;

const environment = `AWS is reached through the SDK's standard environment: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL_QUICKSIGHT …`;

const keyOptions = `  KEY               its ARN, id or alias, or its name in account.keys
  --reason TEXT     why: written down with who and when, in the governance bucket and as a tag of the key
  --stack NAME      reads Region, profile, bucket and keys from Pulumi.NAME.yaml of this folder, an account
                    stack's; without it, AWS_REGION and credentials are enough
  --bucket NAME     the governance bucket; quicksight-governance-<account>-<Region> when absent
  --without-bucket  where it can't be reached: no lock keeps another run away, and who, when and why stands
                    on the key alone
  --wait MINUTES    how long proof is looked for (15); --no-wait does not look for any
  --approve HASH    approves the plan with this hash, once, within a day; so does
                    QUICKSIGHT_GOVERNANCE_APPROVE=HASH. Without one it only shows what would happen
  --json            one JSON document on stdout, for machines, also of an error: { command, error }`;

/** What `--help` prints: of `qsgov` itself, and of each command by its name. */
export const help: Readonly<Record<string, string>> & { readonly qsgov: string } = {
  qsgov: `qsgov: who may do what in Amazon QuickSight, from a terminal

  qsgov plan    (--tenant FILE | --stack NAME) [--only people|access]   what would change; writes nothing
  qsgov apply   (--tenant FILE | --stack NAME) [--only people|access]   plan, guard, apply: people, then access
  qsgov dump    --namespace NS [--out DIR]                              settings and membership file of a live namespace
  qsgov explain PERSON|KIND:ASSET [options]                             what somebody can open, or who can open it; writes nothing
  qsgov diff    [--from SIDE] [--to SIDE] [options]                     who gains and who loses what; writes nothing
  qsgov snapshot --out FILE [options]                                   who may open what in the account, as a file
  qsgov report  --out FOLDER [options]                                  the same as CSV files and as a page for a browser
  qsgov keys    [--trail s3://BUCKET/PREFIX|FOLDER] [--csv FILE]        which key encrypts each data set; writes nothing
  qsgov revoke  KEY --reason TEXT [--method disable|deny]               closes what is encrypted with a key, and proves it
  qsgov restore KEY --reason TEXT                                       opens it again, and proves it

  qsgov <command> --help    qsgov --version

${environment}`,

  plan: `qsgov plan (--tenant FILE | --stack NAME) [options]

Prints what would change in one QuickSight namespace, of people and of what their groups open, and what
the guard says of it. Writes nothing.

${tenantOptions}

${whatOfAccess}

Exit code: 0 nothing to do, 2 changes, 3 the guard refuses people or access, 5 stopped by Ctrl-C or a
signal, 1 error; also 1 where access names a dashboard that is not known for sure, with the rest of the
plan shown, and where stdout did not take the whole plan.
${environment}`,

  apply: `qsgov apply (--tenant FILE | --stack NAME) [options]

Makes one QuickSight namespace what its settings and membership file say, unless the guard refuses: people,
then access. Access is not begun when people are refused, stopped, or not all done.
One run at a time: the lock is in the governance bucket (tenant.governanceBucket, or the account's).

${tenantOptions}

${whatOfAccess}

Exit code: 0 all done, 3 the guard refuses and nothing was written, 4 partly done, 5 stopped by Ctrl-C
or a signal, 1 error. Partly is also: people done and access refused, or access done but for a dashboard
that is not known for sure (1 where nothing else was to do).
${environment}`,

  dump: `qsgov dump --namespace NS [options]

Writes tenant.yaml and membership.csv of a namespace as it is: a plan made from them is empty. What they
cannot express is printed, and left alone by later plans.

  --namespace NS         the QuickSight namespace
  --out DIR              where to write; this folder when absent
  --role NAME            the IAM role people sign in with (quicksight-fed-users)
  --group-prefix PREFIX  what the names of managed groups begin with (quicksight-fed-)
  --account ID           the AWS account; STS is asked when absent
  --force                writes over files that are there
  --json                 one JSON document on stdout, for machines, also of an error:
                         { command, error }

Exit code: 0 written, 5 stopped by Ctrl-C or a signal and nothing written, 1 error.
${environment}`,

  explain: `qsgov explain PERSON|KIND:ASSET [options]

Says of a person everything that they can open, at which level and through what: a grant, a group, a folder
above, their whole namespace; and which rows and columns of which data sets they read, by which rule. Of an
asset it says everyone. Writes nothing.

  PERSON            an email, a session name or a whole user name
  KIND:ASSET        dashboard:ID, or a name: "data-set:Revenue"; kinds are ${kindNames}
  --namespace NS    the namespace of the person; all when absent
  --stack NAME, --tenant FILE
                    settings of a tenant: which groups give a role, by which lines of the membership file
                    somebody is in a group, and what the rules about rows say, which QuickSight shows
                    nobody; also says namespace and Regions
  --membership FILE the membership file; the settings name it when absent
  --account ID      the AWS account; STS is asked when absent
  --region REGION   a Region with assets; may be repeated. AWS_REGION, or the stack's, when absent
  --snapshot FILE   answers from a file that qsgov snapshot wrote, and asks nobody
  --at INSTANT      answers of then, 2026-10-01T12:00Z or a day for its beginning in UTC, by what the hourly run has read
                    and noted in the governance bucket: what was so, by which run and line, and what changed next
  --bucket NAME     that bucket, when neither the settings nor the account's own name tells
  --verify          also asks the service itself, by its search for what a user can open, and compares
  --json            one JSON document on stdout, for machines, also of an error: { command, error }

Exit code: 0 answered, 1 an error, also where nobody or nothing is called so, and where --verify finds a
difference; 5 stopped by Ctrl-C or a signal.
${environment}`,

  diff: `qsgov diff [--from SIDE] [--to SIDE] [options]

Says by name who gains and who loses what between two states of an account, and which assertions of the settings do
not hold in the later one, by which group and line. Writes nothing at AWS.

  SIDE              live (the account as it is), files (what the files of this folder make of it), a commit
                    (what its files make of it), a file that qsgov snapshot wrote, or @INSTANT (what the hourly run read
                    last before it: @2026-10-01T12:00Z, or a day). From live to files when absent
  --stack NAME, --tenant FILE
                    whose files: a stack of this folder, or a tenant's settings
  --membership FILE the membership file; the settings name it when absent
  --snapshot FILE   stands for the account: then nobody is asked
  --bucket NAME     the governance bucket, for @INSTANT, when neither the settings nor the account's own name tells
  --account ID      the AWS account; STS is asked when absent
  --region REGION   a Region with assets; may be repeated. AWS_REGION, or the stack's, when absent
  --markdown        for a pull request
  --sarif FILE      also writes the violations for code scanning
  --json            one JSON document on stdout, for machines, also of an error: { command, error }

Exit code: 0 no difference, 2 some, 3 an assertion does not hold, or is about nothing there is; 1 an error,
5 stopped by Ctrl-C or a signal.
${environment}`,

  snapshot: `qsgov snapshot --out FILE [options]

Reads an account once: people and groups of every namespace, who may open each asset of every kind, folders,
and which data sets dashboards show. The file answers qsgov explain later. It names people: keep it as such.

  --out FILE        where to write
  --csv FILE        also writes object_access.csv: a line for each principal on each asset
  --force           writes over files that are there
  --account ID      the AWS account; STS is asked when absent
  --region REGION   a Region with assets; may be repeated. AWS_REGION when absent
  --json            one JSON document on stdout, for machines, also of an error: { command, error }

Exit code: 0 written, 4 written, but something could not be read and is said; 5 stopped by Ctrl-C or a signal
and nothing written, 1 error.
${environment}`,

  report: `qsgov report --out FOLDER [options]

Writes group_membership.csv, object_access.csv, data_access.csv, licences.csv and index.html: one page that a browser opens without a network, with
everybody, every group and every asset, who can open what and through what. They name people: keep them as such.

  --out FOLDER      where to write; made when absent
  --snapshot FILE   a file of qsgov snapshot, in place of the account
  --since FILE      an earlier one: the page says who gained and who lost what since
  --force           writes over files that are there
  --account ID      the AWS account; STS is asked when absent
  --region REGION   a Region with assets; may be repeated. AWS_REGION when absent
  --json            one JSON document on stdout, for machines, also of an error: { command, error }

Exit code: 0 written, 4 written, but something could not be read and is said; 5 stopped by Ctrl-C or a signal
and nothing written, 1 error.
${environment}`,

  keys: `qsgov keys [options]

Says of each data set of the account and Region with which customer managed key it is encrypted, since when,
and when data was last written and read with it: by what KMS told CloudTrail. Writes nothing at AWS.

  --trail PLACE   trail files: s3://BUCKET/PREFIX, or a folder of them; the folder above AWSLogs, or any in it.
                  Without it, the event history of CloudTrail: 90 days, at most 100 events a second
  --athena GROUP  the trail, read by Athena in a work group: what account.trail.athena made
  --days N        reads the last N days only; everything that there is when absent
  --csv FILE      also writes a CSV file, a line for each data set
  --force         writes over the file when it is there
  --account ID    the AWS account; STS is asked when absent
  --json          one JSON document on stdout, for machines, also of an error:
                  { command, error }

States: current (encrypted with the default key), stale (with another one, until its next full refresh), retired
(no customer key any more), never (these events tell of none).

With --trail or --athena, QuickSight need not answer: then it tells from the events alone, and says what is not known.

Exit code: 0 every data set in SPICE is current, or no key is registered and none in use; 2 some are stale, retired
or never, or nobody knows which data sets there are; 5 stopped by Ctrl-C or a signal, 1 error.
${environment}`,

  revoke: `qsgov revoke KEY --reason TEXT [options]

Closes what QuickSight has encrypted with a customer managed key, to everybody, until it is restored. Shows
first what goes dark, and asks for the hash of exactly that. Then waits until QuickSight is seen to refuse: by
the events of KMS, and by opening a dashboard as somebody anonymous, where the account has capacity pricing.
Run again, it only looks. docs/emergency.md has it all on one page.

${keyOptions}
  --method METHOD   disable (the default): KMS disables the key, for everybody who uses it.
                    deny: the key's policy denies it to QuickSight alone, and stays as it is otherwise

Exit code: 0 revoked and proved, or not to be proved; 3 the guard asks and nothing was written; 4 not all done,
or revoked and not proved; 5 stopped by Ctrl-C or a signal, 1 error.
${environment}`,

  restore: `qsgov restore KEY --reason TEXT [options]

Gives back what qsgov revoke, or the setting access of a key, took: by either method, and nothing else. A key
that somebody else disabled stays so, and is named. Waits until QuickSight is seen to open it again.

${keyOptions}

Exit code: 0 restored and proved, or not to be proved; 3 the guard asks and nothing was written; 4 not all done,
closed by somebody else, or restored and not proved; 5 stopped by Ctrl-C or a signal, 1 error.
${environment}`,
};
