import type { DashboardVersionDefinition, TableFieldOption } from "@aws-sdk/client-quicksight";
import type { LandingSettings } from "../settings/landingSettings.ts";
import { landingColumns, type LandingRow } from "./landingRows.ts";

/** How the definition calls the data set with the rows. */
const dataSet = "landing-page";

/** Widths of the columns in pixels, of a page that is 1,600 wide. */
const widths: Readonly<Record<keyof LandingRow, number>> = {
  dashboard: 330,
  link: 90,
  group: 190,
  about: 380,
  joining: 350,
  contact: 220,
};

/**
 * The landing page as QuickSight takes it: a heading with whom to ask, and the table of {@link landingRows} below. Pure.
 *
 * Made for whoever reads it with a screen reader, or large: the table has a title and a text in place of a picture, headings in words,
 * text that wraps in place of being cut, and no colour that means anything.
 */
export function landingDefinition(
  { title, text, contact, labels }: LandingSettings,
  dataSetArn: string,
): DashboardVersionDefinition {
  const heading = [
    `<inline font-size="32px"><b>${escape(title)}</b></inline>`,
    ...(text === undefined ? [] : [`<inline font-size="16px">${escape(text)}</inline>`]),
    `<inline font-size="16px"><b>${escape(labels.contact)}:</b> ${escape(contact)}</inline>`,
  ];
  return {
    DataSetIdentifierDeclarations: [{ Identifier: dataSet, DataSetArn: dataSetArn }],
    Sheets: [
      {
        SheetId: "start",
        Name: title,
        ContentType: "INTERACTIVE",
        TextBoxes: [
          { SheetTextBoxId: "heading", Content: `<text-box>${heading.join("<br/>")}</text-box>` },
        ],
        Visuals: [{ TableVisual: table(labels) }],
        Layouts: [{ Configuration: { GridLayout: layout(text === undefined ? 4 : 6) } }],
      },
    ],
    AnalysisDefaults: {
      DefaultNewSheetConfiguration: {
        InteractiveLayoutConfiguration: {
          Grid: {
            CanvasSizeOptions: {
              ScreenCanvasSizeOptions: {
                ResizeOption: "FIXED",
                OptimizedViewPortWidth: "1600px",
              },
            },
          },
        },
        SheetContentType: "INTERACTIVE",
      },
    },
  };
}

function table(labels: LandingSettings["labels"]) {
  const title = `${labels.dashboard} / ${labels.group}`;
  return {
    VisualId: "dashboards",
    Title: { Visibility: "VISIBLE" as const, FormatText: { PlainText: title } },
    Subtitle: { Visibility: "HIDDEN" as const },
    VisualContentAltText: landingColumns.map((column) => labels[column]).join(", "),
    ChartConfiguration: {
      FieldWells: {
        TableUnaggregatedFieldWells: {
          Values: landingColumns.map((column) => ({
            FieldId: column,
            Column: { DataSetIdentifier: dataSet, ColumnName: column },
          })),
        },
      },
      SortConfiguration: {
        RowSort: [
          { FieldSort: { FieldId: "dashboard", Direction: "ASC" as const } },
          { FieldSort: { FieldId: "group", Direction: "ASC" as const } },
        ],
      },
      TableOptions: {
        HeaderStyle: {
          TextWrap: "WRAP" as const,
          FontConfiguration: { FontWeight: { Name: "BOLD" as const } },
        },
        CellStyle: {
          TextWrap: "WRAP" as const,
          VerticalTextAlignment: "TOP" as const,
          FontConfiguration: { FontSize: { Relative: "LARGE" as const } },
        },
      },
      FieldOptions: {
        Order: [...landingColumns],
        SelectedFieldOptions: landingColumns.map((column) => fieldOption(column, labels)),
      },
    },
  };
}

function fieldOption(
  column: keyof LandingRow,
  labels: LandingSettings["labels"],
): TableFieldOption {
  const option = {
    FieldId: column,
    Width: `${widths[column]}px`,
    CustomLabel: labels[column],
    Visibility: "VISIBLE" as const,
  };
  if (column !== "link") return option;
  const Content = { CustomTextContent: { Value: labels.open, FontConfiguration: {} } };
  return { ...option, URLStyling: { LinkConfiguration: { Target: "SAME_TAB", Content } } };
}

/** A grid of 36 columns: the heading over the table, both over the whole width. */
function layout(heading: number) {
  const wide = { ColumnIndex: 0, ColumnSpan: 36 };
  return {
    Elements: [
      {
        ElementId: "heading",
        ElementType: "TEXT_BOX" as const,
        ...{ ...wide, RowIndex: 0, RowSpan: heading },
      },
      {
        ElementId: "dashboards",
        ElementType: "VISUAL" as const,
        ...{ ...wide, RowIndex: heading, RowSpan: 20 },
      },
    ],
    CanvasSizeOptions: {
      ScreenCanvasSizeOptions: {
        ResizeOption: "FIXED" as const,
        OptimizedViewPortWidth: "1600px",
      },
    },
  };
}

/** Text boxes are XML. */
function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
