import { PolicyPack } from "@pulumi/policy";
import { policies } from "./pack.ts";

new PolicyPack("quicksight-governance", { policies: [...policies], enforcementLevel: "mandatory" });
