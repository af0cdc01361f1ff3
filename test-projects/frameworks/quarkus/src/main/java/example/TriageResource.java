package example;

import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.Retry;

/** What the world calls. */
@Path("/triage")
public class TriageResource {

    @Inject
    Triage triage;

    @Inject
    CappedTriage capped;

    @Inject
    StreamedTriage streamed;

    @ConfigProperty(name = "triage.attempts", defaultValue = "2")
    int attempts;

    @POST
    public String sort(String ticket) { // calls: 11
        return triage.sort(ticket);
    }

    @GET
    public String sortBriefly(String ticket) { // calls: 4
        return capped.sort(ticket);
    }

    @Path("/retried")
    @POST
    @Retry(maxRetries = 2)
    public String retried(String ticket) { // calls: 12 // site: retry 3, none
        return capped.sort(ticket);
    }

    @Path("/again")
    @POST
    public String again(String ticket) { // calls: max(4 * attempts, 4 * max(0, attempts - 1)) = 8
        String answer = "";
        for (int i = 0; i < attempts && answer.isEmpty(); i++) { // site: loop attempts = 2, none
            answer = capped.sort(ticket);
        }
        return answer;
    }

    @Path("/streamed")
    @POST
    public Multi<String> streamed(String ticket) { // calls: no limit
        return streamed.sort(ticket);
    }
}
