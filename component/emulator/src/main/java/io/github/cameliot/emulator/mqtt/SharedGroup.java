/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on
 * an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the
 * specific language governing permissions and limitations under the License.
 */
package io.github.cameliot.emulator.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The members of a shared subscription. Each message goes to one of them, in turn; a member that is not connected is
 * left out as long as another one is.
 *
 * <p>Inferred: AWS says only that it picks a member at random and tries others.
 */
final class SharedGroup {

    private record Member(Session session, Subscription subscription) {}

    private final List<Member> members = new ArrayList<>();
    private int next;

    void add(Session session, Subscription subscription) {
        Member member = new Member(session, subscription);
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).session() == session) {
                members.set(i, member);
                return;
            }
        }
        members.add(member);
    }

    /** Whether nobody is left. */
    boolean remove(Session session) {
        members.removeIf(member -> member.session() == session);
        return members.isEmpty();
    }

    void next(BiConsumer<Session, Subscription> subscriber) {
        Member chosen = null;
        for (int tried = 0;
                tried < members.size() && (chosen == null || !chosen.session().isConnected());
                tried++) {
            next = (next + 1) % members.size();
            Member candidate = members.get(next);
            chosen = chosen == null || candidate.session().isConnected() ? candidate : chosen;
        }
        subscriber.accept(chosen.session(), chosen.subscription());
    }
}
