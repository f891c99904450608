import { z } from "zod";

const label = (text: string) => z.string().min(1).max(100).default(text);

/** The setting `landing`: a page that everybody of the namespace may open, with what there is and how to get to it. */
export const landingSettings = z.strictObject({
  title: z
    .string()
    .min(1)
    .max(128)
    .default("Start here")
    .describe("The name of the dashboard, and its heading."),
  contact: z
    .string()
    .min(1)
    .max(200)
    .describe("Whom to ask: a team, a mailbox, a form. Everybody of the namespace reads it."),
  text: z.string().min(1).max(1000).optional().describe("A sentence or two under the heading."),
  dashboards: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      "Which dashboards are listed, by name or id; all that `access` gives to groups when absent.",
    ),
  newcomers: z
    .string()
    .min(1)
    .optional()
    .describe(
      "A group of this tenant, of readers or without a role, for people who registered themselves and are not in the membership file; it opens nothing but the page. Absent: they stay in no group.",
    ),
  labels: z
    .strictObject({
      dashboard: label("Dashboard"),
      link: label("Link"),
      open: label("Open"),
      group: label("Group"),
      about: label("About the group"),
      joining: label("How to get in"),
      contact: label("Whom to ask"),
      everybody: label("Everybody"),
      all: label("All dashboards"),
      none: label("There are no dashboards yet"),
      ask: z
        .string()
        .min(1)
        .max(300)
        .default("Ask {contact} to be put into {group}")
        .describe("How to get into a group; {contact} and {group} are filled in."),
    })
    .prefault({})
    .describe("The words of the page, for another language."),
});

/** See {@link landingSettings}. */
export type LandingSettings = z.output<typeof landingSettings>;
