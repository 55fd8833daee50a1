package check

import "testing"

func TestAttribution(t *testing.T) {
	const want = "warning is given as a fact; the source says whose words it is"
	testPairs(t, attribution, []pairRow{
		{name: "said", pair: Pair{Source: "وقال الوزير إن الطريق مفتوح.", Target: "The minister said the road was open."}},
		{name: "lost", pair: Pair{Source: "وقال الوزير إن الطريق مفتوح.", Target: "The road to the city is open."}, want: want},
		{name: "behind a conjunction", pair: Pair{Source: "فأكدت الوزارة أن الطريق مفتوح.", Target: "The road to the city is open."}, want: want},
		{name: "according to", pair: Pair{Source: "بحسب مصادر أمنية فإن الطريق مفتوح.", Target: "According to security sources the road is open."}},
		{name: "quoted instead", pair: Pair{Source: "وقال الوزير: «الطريق مفتوح».", Target: `The minister: "The road is open."`}},
		{name: "Russian lost", source: "ru", pair: Pair{Source: "По словам министра, дорога открыта.", Target: "The road to the city is open."}, want: want},
		{name: "Turkish lost", source: "tr", pair: Pair{Source: "Bakan yolun açık olduğunu söyledi.", Target: "The road to the city is open."}, want: want},
		{name: "French lost", source: "fr", pair: Pair{Source: "Selon le ministre, la route est ouverte.", Target: "The road to the city is open."}, want: want},
		{name: "German kept", source: "de", pair: Pair{Source: "Der Minister erklärte, die Straße sei offen.", Target: "The road is open, the minister declared."}},
		{name: "Spanish lost", source: "es", pair: Pair{Source: "Según el ministro, la carretera está abierta.", Target: "The road to the city is open."}, want: want},
		{name: "Persian lost", source: "fa", pair: Pair{Source: "وزیر گفت جاده باز است.", Target: "The road to the city is open."}, want: want},
		{name: "Persian: it must be said", source: "fa", pair: Pair{Source: "اما باید گفت جاده باز است.", Target: "But the road to the city is open."}},
		{name: "Hebrew lost", source: "he", pair: Pair{Source: "לדברי השר הכביש פתוח.", Target: "The road to the city is open."}, want: want},
		{name: "Urdu lost", source: "ur", pair: Pair{Source: "وزیر نے بتایا کہ سڑک کھلی ہے۔", Target: "The road to the city is open."}, want: want},
		{name: "Hindi lost", source: "hi", pair: Pair{Source: "मंत्री ने बताया कि सड़क खुली है।", Target: "The road to the city is open."}, want: want},
		{name: "Chinese lost", source: "zh", pair: Pair{Source: "部长指出，公路已经开放。", Target: "The road to the city is open."}, want: want},
		{name: "Japanese lost", source: "ja", pair: Pair{Source: "大臣は道路が開通したと述べた。", Target: "The road to the city is open."}, want: want},
		{name: "Korean lost", source: "ko", pair: Pair{Source: "장관은 도로가 열렸다고 밝혔다.", Target: "The road to the city is open."}, want: want},
		{name: "a remnant", source: "tr", pair: Pair{Source: "söyledi.", Target: "The road."}},
		{name: "language without a table", source: "am", pair: Pair{Source: "ሚኒስትሩ ተናገሩ", Target: "The road to the city is open."}},
	})
}

func TestClaims(t *testing.T) {
	const want = "warning has no word for the source's claim (alleged, claimed, so-called)"
	testPairs(t, claimsKept, []pairRow{
		{name: "kept", pair: Pair{Source: "وزعم المتحدث أن القوات انسحبت.", Target: "The spokesman claimed that the forces had withdrawn."}},
		{name: "said takes no distance", pair: Pair{Source: "وزعم المتحدث أن القوات انسحبت.", Target: "The spokesman said that the forces had withdrawn."}, want: want},
		{name: "adjective", pair: Pair{Source: "انتقد الخطة المزعومة.", Target: "He criticised the plan for the region."}, want: want},
		{name: "so-called", pair: Pair{Source: "انتقد ما يسمى بالخطة.", Target: "He criticised the so-called plan."}},
		{name: "marks of irony", pair: Pair{Source: "انتقد الخطة المزعومة.", Target: `He criticised the "plan" for the region.`}},
		{name: "Russian", source: "ru", pair: Pair{Source: "Он якобы покинул страну.", Target: "He left the country."}, want: want},
		{name: "Russian kept", source: "ru", pair: Pair{Source: "Он якобы покинул страну.", Target: "He allegedly left the country."}},
		{name: "German", source: "de", pair: Pair{Source: "Der mutmaßliche Täter wurde gefasst.", Target: "The culprit has been caught."}, want: want},
		{name: "German kept", source: "de", pair: Pair{Source: "Der mutmaßliche Täter wurde gefasst.", Target: "The suspected culprit has been caught."}},
		{name: "French", source: "fr", pair: Pair{Source: "Le meurtrier présumé a été arrêté.", Target: "The murderer has been arrested."}, want: want},
		{name: "French candidate", source: "fr", pair: Pair{Source: "Le prétendant au trône est arrivé.", Target: "The pretender to the throne has arrived."}},
		{name: "Spanish", source: "es", pair: Pair{Source: "El presunto asesino fue detenido.", Target: "The murderer has been arrested."}, want: want},
		{name: "Spanish: of course", source: "es", pair: Pair{Source: "Por supuesto, el ministro vendrá.", Target: "Of course the minister will come."}},
		{name: "Turkish", source: "tr", pair: Pair{Source: "Sözde soykırım konuşuldu.", Target: "The genocide was discussed."}, want: want},
		{name: "Hebrew", source: "he", pair: Pair{Source: "הוא לכאורה קיבל שוחד.", Target: "He took a bribe last year."}, want: want},
		{name: "Persian", source: "fa", pair: Pair{Source: "او مدعی شد که نیروها رفته‌اند.", Target: "The forces have left the city."}, want: want},
		{name: "Urdu", source: "ur", pair: Pair{Source: "مبینہ قاتل گرفتار ہوا۔", Target: "The murderer has been arrested."}, want: want},
		{name: "Hindi", source: "hi", pair: Pair{Source: "कथित हत्यारा गिरफ्तार हुआ।", Target: "The murderer has been arrested."}, want: want},
		{name: "Chinese", source: "zh", pair: Pair{Source: "他声称军队已经撤离。", Target: "The army has left the city."}, want: want},
		{name: "Japanese", source: "ja", pair: Pair{Source: "彼は無実だと主張している。", Target: "He is innocent of this."}, want: want},
	})
}

func TestProxy(t *testing.T) {
	const want = "warning does not say that one speaks for another; the source does"
	speech := "وقال الأمين العام في كلمة ألقاها نيابة عنه سمير بكر إن الوضع خطير."
	testPairs(t, byProxy, []pairRow{
		{name: "on his behalf", pair: Pair{Source: speech, Target: "In a speech given on his behalf by Samir Bakr, the secretary-general called the situation grave."}},
		{name: "delivered", pair: Pair{Source: speech, Target: "In a speech delivered by Samir Bakr, the secretary-general called the situation grave."}},
		{name: "deliverer lost", pair: Pair{Source: speech, Target: "The secretary-general called the situation grave."}, want: want},
		{name: "through somebody", pair: Pair{Source: "تحدث الأمين العام من خلال السفير سمير بكر.", Target: "The secretary-general spoke at the meeting."}, want: want},
		{name: "through a thing", pair: Pair{Source: "تحقيق السلام من خلال الحوار.", Target: "Achieving peace in dialogue."}},
		{name: "French", source: "fr", pair: Pair{Source: "Le ministre s'est exprimé au nom du président.", Target: "The minister has made a statement."}, want: want},
		{name: "French elided", source: "fr", pair: Pair{Source: "Il a parlé au nom de l'Union.", Target: "He has made a statement."}, want: want},
		{name: "Russian", source: "ru", pair: Pair{Source: "Он выступил от имени президента.", Target: "He made a statement today."}, want: want},
		{name: "Russian kept", source: "ru", pair: Pair{Source: "Он выступил от имени президента.", Target: "He spoke on behalf of the president."}},
		{name: "Spanish", source: "es", pair: Pair{Source: "Habló en nombre de la familia.", Target: "She made a statement today."}, want: want},
		{name: "Persian", source: "fa", pair: Pair{Source: "او به نمایندگی از رئیس سخن گفت.", Target: "He made a statement today."}, want: want},
		{name: "Turkish", source: "tr", pair: Pair{Source: "Bakan adına konuşan yetkili geldi.", Target: "An official has arrived today."}, want: want},
		{name: "Turkish adına alone", source: "tr", pair: Pair{Source: "Barış adına adım attı.", Target: "He took a step to peace."}},
		{name: "Hebrew", source: "he", pair: Pair{Source: "הוא דיבר בשם הממשלה.", Target: "He made a statement today."}, want: want},
		{name: "Japanese", source: "ja", pair: Pair{Source: "大臣のあいさつを次官が代読した。", Target: "The minister gave an address."}, want: want},
	})
}

func TestNegation(t *testing.T) {
	const lost, put = "warning has no negation; the source has one", "warning has a negation; the source has none"
	testPairs(t, negation, []pairRow{
		{name: "Arabic adjective negated, lost", source: "ar", pair: Pair{Source: "كانت المجموعة غير سعيدة بالقرار.", Target: "The group was happy with the decision."}, want: lost},
		{name: "Arabic adjective negated, kept", source: "ar", pair: Pair{Source: "كانت المجموعة غير سعيدة بالقرار.", Target: "The group was unhappy with the decision."}},
		{name: "Arabic however is no negation", source: "ar", pair: Pair{Source: "غير أن الوزير وافق على القرار.", Target: "However, the minister agreed to the decision."}},
		{name: "kept", pair: Pair{Source: "لم يوافق المجلس على القرار.", Target: "The council did not approve the decision."}},
		{name: "lost", pair: Pair{Source: "لم يوافق المجلس على القرار.", Target: "The council approved the decision."}, want: lost},
		{name: "behind a conjunction", pair: Pair{Source: "ولن يوافق المجلس على القرار.", Target: "The council will approve the decision."}, want: lost},
		{name: "in another word", pair: Pair{Source: "لم يوافق المجلس على القرار.", Target: "The council refused to approve the decision."}},
		{name: "put in", pair: Pair{Source: "وافق المجلس على القرار.", Target: "The council did not approve the decision."}, want: put},
		{name: "still", pair: Pair{Source: "لا يزال المجلس يبحث القرار.", Target: "The council is still discussing the decision."}},
		{name: "refused there", pair: Pair{Source: "رفض المجلس القرار.", Target: "The council did not approve the decision."}},
		{name: "Russian lost", source: "ru", pair: Pair{Source: "Совет не одобрил решение.", Target: "The council approved the decision."}, want: lost},
		{name: "Russian: not only", source: "ru", pair: Pair{Source: "Он не только врач, он писатель.", Target: "He is a doctor and a writer."}},
		{name: "Russian week is no negation", source: "ru", pair: Pair{Source: "На прошлой неделе совет одобрил решение.", Target: "Last week the council did not approve the decision."}, want: put},
		{name: "French lost", source: "fr", pair: Pair{Source: "Le conseil n’a pas approuvé la décision.", Target: "The council approved the decision."}, want: lost},
		{name: "French step", source: "fr", pair: Pair{Source: "C'est un pas vers la paix.", Target: "It is a step to peace."}},
		{name: "German lost", source: "de", pair: Pair{Source: "Der Rat hat die Entscheidung nicht gebilligt.", Target: "The council approved the decision."}, want: lost},
		{name: "German put in", source: "de", pair: Pair{Source: "Der Rat hat die Entscheidung und den Plan gebilligt.", Target: "The council has not approved the decision and the plan."}, want: put},
		{name: "Spanish lost", source: "es", pair: Pair{Source: "El consejo no aprobó la decisión.", Target: "The council approved the decision."}, want: lost},
		{name: "Spanish: nevertheless", source: "es", pair: Pair{Source: "No obstante, el consejo aprobó la decisión.", Target: "Still, the council approved the decision."}},
		{name: "Turkish lost", source: "tr", pair: Pair{Source: "Konsey kararı onaylamadı.", Target: "The council approved the decision."}, want: lost},
		{name: "Turkish put in", source: "tr", pair: Pair{Source: "Konsey kararı onayladı.", Target: "The council has not approved the decision."}, want: put},
		{name: "Persian lost", source: "fa", pair: Pair{Source: "شورا تصمیم را تأیید نکرد.", Target: "The council approved the decision."}, want: lost},
		{name: "Urdu lost", source: "ur", pair: Pair{Source: "کونسل نے فیصلہ منظور نہیں کیا۔", Target: "The council approved the decision."}, want: lost},
		{name: "Hindi lost", source: "hi", pair: Pair{Source: "परिषद ने निर्णय को मंजूरी नहीं दी।", Target: "The council approved the decision."}, want: lost},
		{name: "Hebrew lost", source: "he", pair: Pair{Source: "המועצה לא אישרה את ההחלטה.", Target: "The council approved the decision."}, want: lost},
		{name: "Chinese lost", source: "zh", pair: Pair{Source: "委员会没有批准这一决定。", Target: "The council approved the decision."}, want: lost},
		{name: "Japanese lost", source: "ja", pair: Pair{Source: "評議会は決定を承認しなかった。", Target: "The council approved the decision."}, want: lost},
		{name: "Japanese must", source: "ja", pair: Pair{Source: "評議会は決定しなければならない。", Target: "The council must decide."}},
		{name: "Korean lost", source: "ko", pair: Pair{Source: "의회는 결정을 승인하지 않았다.", Target: "The council approved the decision."}, want: lost},
		{name: "whether or not", source: "es", pair: Pair{Source: "El consejo decidirá sobre el plan.", Target: "The council will decide whether or not to accept the plan."}},
	})
}
