package searchroom.testnode;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenizerFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

/**
 * What the index names in which a secured server keeps its API keys. It analyses the addresses
 * of users with it, of which the test node has none: that the index can be made is enough.
 */
final class KeyIndexAnalysis {

    static final Map<String, AnalysisProvider<TokenizerFactory>> TOKENIZERS = Map.of("uax_url_email", EmailFactory::new);

    static final Map<String, AnalysisProvider<TokenFilterFactory>> FILTERS = Map.of(
        "pattern_capture", CaptureFactory::new,
        "unique", UniqueFactory::new
    );

    private KeyIndexAnalysis() {}

    private static final class EmailFactory extends AbstractTokenizerFactory {

        EmailFactory(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name);
        }

        @Override
        public Tokenizer create() {
            return new UAX29URLEmailTokenizer();
        }
    }

    private static final class CaptureFactory extends AbstractTokenFilterFactory {
        private final boolean original;
        private final Pattern[] patterns;

        CaptureFactory(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name);
            original = settings.getAsBoolean("preserve_original", true);
            patterns = settings.getAsList("patterns").stream().map(Pattern::compile).toArray(Pattern[]::new);
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new PatternCaptureGroupTokenFilter(tokens, original, patterns);
        }
    }

    private static final class UniqueFactory extends AbstractTokenFilterFactory {

        UniqueFactory(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name);
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new RemoveDuplicatesTokenFilter(tokens);
        }
    }
}
