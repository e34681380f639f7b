package dev.mimo.storage.memory;

import dev.mimo.memory.Candidate;
import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Probe;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Texts and questions that write the same word in two ways, or ask for a part of it. All texts are in one store, and
/// words alone find the right one first.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class WordPairsTest {
    private static final Namespace PAIRS = new Namespace("pairs");

    /// A text, and after each bar a question that it answers.
    private static final String GLUED = """
            wifi-password:hunter2 | wifi password | hunter2 | wifi-password | wifipassword
            I made tea.Then we left | tea | made tea then
            The service is built on Node.js | node | nodejs | Node.js | node js
            Join guest_5G in the lobby | guest network 5G | guest | guest 5g | guest_5g
            Upgraded the proxy to v1.24.3 | 1.24 | 1.24.3 | v1.24.3 | proxy 1.24.3
            The bicycle was 1,299.00 in total | 1299 | 1,299 | 1299.00 | 1.299,00 | 1 299
            Landing at d'Orly on Friday | Orly | dorly | d’Orly
            Ma fille va à l'école primaire | école | ecole primaire | l’école
            The function parseHTTPResponse is slow | http response | parse http response | \
            parsehttpresponse | parse_http_response
            Set wifiRetryCount to three | wifi retry count | wifi-retry-count | WifiRetryCount | \
            wifi_retry_count
            Our class XMLStreamReader leaks | xml stream reader | xmlstreamreader | XmlStreamReader
            Column max_login_attempts was dropped | login attempts | max-login-attempts | \
            maxLoginAttempts
            Use the flag --dry-run-only | dry run only | dryRunOnly | dry_run_only
            Tables are utf8mb4 everywhere | utf8mb4 | utf8 mb4
            Checked with sha256sum twice | sha256 | sha256sum | sha 256 sum
            Edited /etc/nginx/sites.conf by hand | nginx | sites.conf | /etc/nginx/sites.conf | \
            nginx sites
            It lies in C:\\Shared\\wanda\\Desktop | wanda desktop | C:/Shared/wanda/Desktop
            See https://docs.zeppelin.org/guide/install?lang=de | zeppelin | zeppelin.org | \
            docs.zeppelin.org | install guide
            Write to ana.lopez@mailbox.example | ana lopez | ana.lopez | mailbox.example | \
            ana.lopez@mailbox.example
            The printer is at 192.168.77.14 | 192.168.77.14 | 192.168.77
            Stand-up is at 10:45pm | 10:45 | 10:45 pm | 10.45pm | stand up | standup
            He wrote the codec in C++ | C++ | codec c++
            She wrote the parser in C# | C# | parser c#
            The old site runs on .NET | .NET | old site .net
            Tagged it #GoldenHourPhotos | golden hour photos | goldenhourphotos | #goldenhourphotos
            Follow @marta_kovacs there | marta kovacs | @marta_kovacs | kovacs
            Call the plumber: +1-555-0177 | 5550177 | 555 0177 | 555-0177 | +15550177 | +1 555 0177
            Dentist 030 4455 6677 | 03044556677 | 030-4455-6677 | 44556677
            Spare part AB-1234/56 is on order | AB-1234/56 | AB1234 | AB-1234 | ab 1234
            The prize was $7k | 7k | $7k | 7 k
            Das Sofa kostete €2.499,00 | 2499 | 2,499 | 2.499,00 | €2499
            Buy 16GB of memory | 16 GB | 16gb
            Invoice INV2026-00417 is paid | INV2026-00417 | 00417 | INV 2026
            Moved the U.S.A. trip | USA | U.S.A.
            I finished my e-mail backlog | email backlog | e-mail
            The rock'n'roll evening | rock n roll | rocknroll
            Mme O'Brien is the landlady | O'Brien | Brien | obrien
            Commit 7f3a9bc0d broke it | 7f3a9bc0d
            Ticket id 550e8400-e29b-41d4-a716-446655440000 | \
            550e8400-e29b-41d4-a716-446655440000 | 550e8400
            iPhone15Pro arrived | iphone 15 pro | iPhone | iphone15pro
            pi is 3.14159 | 3.14159 | 3,14159
            Released on 2026-03-14 | 2026-03-14 | 2026/03/14
            Port=8443;host=zulu.local | port 8443 | zulu.local | zulu
            The variable is MAX_RETRY_DELAY_MS | max retry delay | maxRetryDelayMs
            Das macht 12'500 Franken | 12500 | 12,500
            Budget: 3\u00A0450 euros | 3450 | 3,450
            Kubernetes&Docker workshop | docker workshop | kubernetes
            """;

    private static final String LANGUAGES = """
            แมวของฉันชื่อมะลิและชอบปลาทู | แมวชื่ออะไร | มะลิ | ปลาทู
            รหัสผ่านไวไฟคือกล้วยหอม | รหัสผ่านไวไฟ | กล้วยหอม
            ຂ້ອຍມັກກິນເຂົ້າໜຽວ | ເຂົ້າໜຽວ | ກິນເຂົ້າ
            ខ្ញុំចូលចិត្តផឹកកាហ្វេទឹកកក | កាហ្វេ | ទឹកកក
            ကျွန်တော်ရန်ကုန်မြို့မှာနေတယ် | ရန်ကုန် | ရန်ကုန်မြို့
            བོད་ཀྱི་ཆུ་ཆེན་གཙང་པོ | གཙང་པོ
            ꦱꦸꦒꦼꦁꦫꦮꦸꦃ ꦥꦱꦂ | ꦫꦮꦸꦃ
            我的猫叫小花，喜欢吃鱼 | 小花 | 猫叫什么 | 喜欢吃鱼
            東京タワーの近くのコーヒーショップで会う | 東京タワー | コーヒー | コーヒーショップ
            ｶﾀｶﾅの半角ﾃｷｽﾄ | カタカナ | テキスト
            うちの犬はさくらといいます | さくら | 犬
            고양이는 나비라고 합니다 | 고양이 | 고양이가 | 나비
            와이파이 비밀번호는 바나나입니다 | 비밀번호 | 비밀번호가 뭐예요 | 바나나
            서울에서 친구들을 만났다 | 서울 | 서울은 | 친구 | 친구가
            집에 돌아왔다 | 집 | 집은
            मेरी बिल्ली का नाम मोती है | बिल्ली | मोती
            எனக்கு தேநீர் பிடிக்கும் | தேநீர்
            আমার বিড়ালের নাম মিনি | মিনি
            ድመቴ ሚሚ ትባላለች | ሚሚ
            ჩემს კატას ფისო ჰქვია | ფისო | კატას
            Իմ կատվի անունը Փիսո է | փիսո
            كَلِمَةُ السِّرِّ لِلشَّبَكَةِ هِيَ مَوْز | كلمة السر | موز | سر
            الكتاب على الطاولة | كتاب | طاولة | والكتاب
            أحمد يسكن في القاهرة | احمد | القاهره
            הַסִּסְמָה לָרֶשֶׁת הִיא בָּנָנָה | הסיסמה בננה | בננה
            הכלב בבית הגדול | כלב | בית
            Ο γάτος μου λέγεται Σωκράτης | ΣΩΚΡΆΤΗΣ | σωκρατης | γατος
            Мой ёжик живёт в саду | ежик | Ёжик
            Istanbul'da ISPARTA gülü | ısparta | isparta
            İzmir'deki ev satıldı | izmir | IZMIR
            Herr Müller wohnt in der Goethestraße | Mueller | Muller | MÜLLER | Goethestrasse
            Søren bor i Ålborg | Soren | Soeren | Aalborg | Alborg
            Le cœur de la vieille ville | coeur | cœur
            The oﬃce ﬁle cabinet | office | file cabinet
            Ｗｉｆｉ ｃｏｄｅ ４４７１ | wifi code | 4471
            ٤٤٨٢ هو الرمز | 4482 | ٤٤٨٢
            Café de la Paix at noon | cafe paix | cafe\u0301
            Trời đẹp ở Đà Nẵng | da nang | Đà Nẵng
            Zażółć gęślą jaźń | zazolc | gesla
            Party 🎉 with 👩🏽‍🍳 | 🎉 | 👩‍🍳
            """;

    @TempDir
    static Path folder;
    private OpenStore open;
    private final Map<String, MemoryId> byText = new HashMap<>();

    record Pair(String text, String question) {}

    static Stream<Pair> pairs() {
        return (GLUED + LANGUAGES).lines().flatMap(line -> {
            String[] cells = line.split(" \\| ");
            return Stream.of(cells).skip(1).map(question -> new Pair(cells[0].strip(), question.strip()));
        });
    }

    @BeforeAll
    void remember() {
        open = OpenStore.at(folder.resolve("pairs.db"), Clock.systemUTC());
        List<String> texts = pairs().map(Pair::text).distinct().toList();
        var receipts = open.memories().add(PAIRS,
                texts.stream().map(text -> NewMemory.of(Details.of(text))).toList());
        for (int i = 0; i < texts.size(); i++) {
            byText.put(texts.get(i), new MemoryId(String.valueOf(receipts.get(i).id())));
        }
    }

    @AfterAll
    void close() {
        open.close();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void a_question_finds_the_text_however_both_are_written(Pair pair) {
        List<MemoryId> found = ranked(pair.question());

        assertThat(found).as(pair.toString()).isNotEmpty();
        assertThat(found.getFirst()).as(pair.toString()).isEqualTo(byText.get(pair.text()));
    }

    private List<MemoryId> ranked(String question) {
        return open.memories().search(PAIRS, new Probe(question, null, "none", Filter.ALL, 20)).stream()
                .filter(candidate -> candidate.words() > 0)
                .sorted(Comparator.comparingDouble(Candidate::words).reversed()).map(Candidate::id).toList();
    }
}
