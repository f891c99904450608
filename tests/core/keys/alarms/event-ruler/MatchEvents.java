import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** Reads lines of {"pattern", "event"}, both JSON in a text, and says of each on a line: true, false, or what is wrong with the pattern. */
class MatchEvents {
  public static void main(String[] none) throws Exception {
    var json = new ObjectMapper();
    var lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      var asked = json.readTree(line);
      var pattern = asked.get("pattern").asText();
      var wrong = JsonRuleCompiler.check(pattern);
      if (wrong == null) {
        var machine = new Machine();
        machine.addRule("rule", pattern);
        System.out.println(!machine.rulesForJSONEvent(asked.get("event").asText()).isEmpty());
      } else {
        System.out.println(wrong.replace('\n', ' '));
      }
    }
  }
}
